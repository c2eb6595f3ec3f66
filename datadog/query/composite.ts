import type { CompositeExpression, CompositeQuery } from "./ast";
import type { Scanner } from "./scanner";

/** `a && !b || (c && d)`; && binds more tightly, as everywhere. */
export function compositeQuery(scanner: Scanner): CompositeQuery {
    const expression = alternatives(scanner);
    scanner.end("the condition");
    return { kind: "composite", expression };
}

function joined(operands: readonly CompositeExpression[], kind: "and" | "or"): CompositeExpression {
    const [only] = operands;
    return only !== undefined && operands.length === 1 ? only : { kind, operands };
}

function alternatives(scanner: Scanner): CompositeExpression {
    const operands = [conjunction(scanner)];
    while (scanner.take("||")) {
        operands.push(conjunction(scanner));
    }
    return joined(operands, "or");
}

function conjunction(scanner: Scanner): CompositeExpression {
    const operands = [negation(scanner)];
    while (scanner.take("&&")) {
        operands.push(negation(scanner));
    }
    return joined(operands, "and");
}

function negation(scanner: Scanner): CompositeExpression {
    if (scanner.take("!")) {
        return { kind: "not", operand: negation(scanner) };
    }
    if (scanner.take("(")) {
        const inner = alternatives(scanner);
        scanner.expect(")", "in the condition");
        return inner;
    }
    scanner.skipSpace();
    const at = scanner.position;
    const id = scanner.match(/[a-z0-9]+(?:-[a-z0-9]+)*/);
    return id === undefined
        ? scanner.fail(`unexpected "${scanner.rest()}" where a monitor's id should be`)
        : { kind: "monitor", id, at };
}
