"""Calls HolmesGPT's own tools on a range, without a model.

Takes one call a line, {"tool": ..., "params": {...}}, and prints one line of JSON for each toolset
and then for each call: its status, and what was wrong or what came.
"""

import json
import logging
import os
import sys

logging.disable(logging.CRITICAL)

from holmes.core.llm import LLM, ContextWindowUsage  # noqa: E402
from holmes.core.tools import ToolInvokeContext  # noqa: E402
from holmes.plugins.toolsets import load_builtin_toolsets  # noqa: E402

NAMES = ("datadog/general", "datadog/logs", "datadog/metrics", "kubernetes/core", "kubernetes/logs")


class NoModel(LLM):
    """Only asked how much text there is room for: enough."""

    def __init__(self):
        pass

    def get_context_window_size(self):
        return 1_000_000

    def get_maximum_output_token(self):
        return 1_000_000

    def count_tokens(self, messages, tools=None):
        names = ContextWindowUsage.model_fields
        return ContextWindowUsage(**{name: 0 for name in names})

    def completion(self, *arguments, **options):
        raise RuntimeError("There is no model here.")


def enabled(name, toolset):
    """The toolset, after it has asked whether what it needs is there."""
    if name.startswith("datadog/"):
        toolset.config = {
            "api_key": os.environ["DD_API_KEY"],
            "app_key": os.environ["DD_APP_KEY"],
            "api_url": os.environ["DD_HOST"],
        }
    toolset.enabled = True
    toolset.check_prerequisites(silent=True)
    print(json.dumps({"toolset": name, "status": toolset.status.value, "error": toolset.error}))
    return toolset


def main():
    known = {toolset.name: toolset for toolset in load_builtin_toolsets()}
    toolsets = [enabled(name, known[name]) for name in NAMES]
    tools = {tool.name: tool for toolset in toolsets for tool in toolset.tools}
    for number, line in enumerate(sys.stdin):
        call = json.loads(line)
        name = call["tool"]
        context = ToolInvokeContext(
            llm=NoModel(),
            max_token_count=100_000,
            tool_call_id=str(number),
            tool_name=name,
            user_approved=True,
        )
        result = tools[name].invoke(call["params"], context)
        status, error = result.status.value, result.error
        data = result.get_stringified_data()
        print(json.dumps({"tool": name, "status": status, "error": error, "data": data}))


main()
