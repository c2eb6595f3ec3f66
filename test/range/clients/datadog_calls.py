"""Calls a range's Datadog API with Datadog's own client, which refuses answers of another shape.

Prints one line of JSON for each call: its name, and how many things came or what went wrong; and
one for each request that the client has sent.
"""

import importlib
import json
import os
import sys
import time
import warnings
from datetime import datetime, timezone
from urllib.parse import urlsplit

from datadog_api_client import ApiClient, Configuration
from datadog_api_client.v1.api import (
    authentication_api,
    dashboard_lists_api,
    dashboards_api,
    events_api as events_v1,
    hosts_api,
    logs_api as logs_v1,
    logs_indexes_api,
    logs_pipelines_api,
    metrics_api as metrics_v1,
    monitors_api,
    service_level_objectives_api,
    tags_api,
)
from datadog_api_client.v2.api import (
    containers_api,
    downtimes_api,
    events_api as events_v2,
    incidents_api,
    logs_api as logs_v2,
    logs_metrics_api,
    metrics_api as metrics_v2,
)


def model(version, name):
    """The module of a model; there are two thousand of them."""
    return importlib.import_module(f"datadog_api_client.v{version}.model.{name}")


NOW = int(time.time())
AGO = NOW - 1800
CPU = "avg:kubernetes.cpu.usage.total{kube_deployment:front-end}"
NAME = "called by Datadog's own client"


def configuration():
    made = Configuration(host=os.environ["DD_HOST"], enable_retry=False)
    made.api_key["apiKeyAuth"] = os.environ["DD_API_KEY"]
    made.api_key["appKeyAuth"] = os.environ["DD_APP_KEY"]
    for operation in ("v2.create_incident", "v2.get_incident", "v2.list_incidents"):
        made.unstable_operations[operation.replace("v2.", "")] = True
    for operation in ("search_incidents", "update_incident", "delete_incident"):
        made.unstable_operations[operation] = True
    return made


def unparsed(value):
    """Whether some part of an answer is of no shape that the client knows."""
    if getattr(value, "_unparsed", False):
        return True
    if isinstance(value, (list, tuple)):
        return any(unparsed(one) for one in value)
    if isinstance(value, dict):
        return any(unparsed(one) for one in value.values())
    return any(unparsed(one) for one in getattr(value, "_data_store", {}).values())


def size(value):
    """How many things came."""
    for part in ("data", "series", "monitors", "host_list", "dashboards", "events", "logs", "metrics", "groups"):
        found = getattr(value, part, None) if not isinstance(value, list) else None
        if isinstance(found, list):
            return len(found)
    return len(value) if isinstance(value, (list, str)) else 1


def told(client):
    """Says what the client sends."""
    send = client.rest_client.request

    def request(method, url, *arguments, **named):
        print(json.dumps({"method": method.upper(), "path": urlsplit(url).path}), flush=True)
        return send(method, url, *arguments, **named)

    client.rest_client.request = request


class Caller:
    def __init__(self):
        self.failed = 0

    def __call__(self, name, action):
        try:
            answer = action()
            line = {"call": name, "count": size(answer)}
            if unparsed(answer):
                line["error"] = "the answer has a part of no known shape"
        except Exception as error:  # noqa: BLE001 - all that goes wrong is what this is about.
            answer = None
            line = {"call": name, "error": f"{type(error).__name__}: {error}"[:2000]}
        self.failed += "error" in line
        print(json.dumps(line), flush=True)
        return answer


def monitors(call, api):
    listed = call("monitors.list", lambda: api.list_monitors(group_states="all"))
    if listed:
        call("monitors.get", lambda: api.get_monitor(listed[0].id, group_states="all"))
    wanted = model(1, "monitor").Monitor(
        name=NAME,
        type=model(1, "monitor_type").MonitorType("query alert"),
        query=f"avg(last_5m):{CPU} > 1000000000",
        message="nobody",
        tags=["team:client"],
        options=model(1, "monitor_options").MonitorOptions(
            thresholds=model(1, "monitor_thresholds").MonitorThresholds(critical=1000000000.0)
        ),
    )
    call("monitors.validate", lambda: api.validate_monitor(wanted))
    made = call("monitors.create", lambda: api.create_monitor(wanted))
    call("monitors.search", lambda: api.search_monitors(query="front-end"))
    call("monitors.searchGroups", lambda: api.search_monitor_groups())
    if made:
        change = model(1, "monitor_update_request").MonitorUpdateRequest(name=f"{NAME}, changed")
        call("monitors.update", lambda: api.update_monitor(made.id, change))
        call("monitors.checkCanDelete", lambda: api.check_can_delete_monitor([made.id]))
        call("monitors.validateExisting", lambda: api.validate_existing_monitor(made.id, wanted))
    return made


def downtimes(call, api, monitor_id):
    identifier = model(2, "downtime_monitor_identifier_id").DowntimeMonitorIdentifierId(monitor_id=monitor_id)
    attributes = model(2, "downtime_create_request_attributes").DowntimeCreateRequestAttributes(
        monitor_identifier=identifier, scope="kube_deployment:front-end", message=NAME
    )
    kind = model(2, "downtime_resource_type").DowntimeResourceType.DOWNTIME
    data = model(2, "downtime_create_request_data").DowntimeCreateRequestData(attributes=attributes, type=kind)
    body = model(2, "downtime_create_request").DowntimeCreateRequest(data=data)
    made = call("downtimes.create", lambda: api.create_downtime(body))
    call("downtimes.list", lambda: api.list_downtimes())
    if made:
        call("downtimes.get", lambda: api.get_downtime(made.data.id))
        change = model(2, "downtime_update_request_data").DowntimeUpdateRequestData(
            id=made.data.id,
            type=kind,
            attributes=model(2, "downtime_update_request_attributes").DowntimeUpdateRequestAttributes(message="changed"),
        )
        request = model(2, "downtime_update_request").DowntimeUpdateRequest(data=change)
        call("downtimes.update", lambda: api.update_downtime(made.data.id, request))
        call("downtimes.ofMonitor", lambda: api.list_monitor_downtimes(monitor_id))
        call("downtimes.cancel", lambda: api.cancel_downtime(made.data.id) or "")


def metrics(call, client):
    api, newer = metrics_v1.MetricsApi(client), metrics_v2.MetricsApi(client)
    call("metrics.query", lambda: api.query_metrics(AGO, NOW, f"{CPU} by {{pod_name}}"))
    call("metrics.listActive", lambda: api.list_active_metrics(AGO))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call("metrics.search", lambda: api.list_metrics("metrics:kubernetes"))
    call("metrics.metadata", lambda: api.get_metric_metadata("kubernetes.cpu.usage.total"))
    call("metrics.tagConfigurations", lambda: newer.list_tag_configurations())
    call("metrics.tags", lambda: newer.list_tags_by_metric_name("kubernetes.cpu.usage.total"))
    call(
        "metrics.activeConfigurations",
        lambda: newer.list_active_metric_configurations("kubernetes.cpu.usage.total"),
    )
    source = model(2, "metrics_data_source").MetricsDataSource.METRICS
    series = model(2, "metrics_timeseries_query").MetricsTimeseriesQuery(data_source=source, query=CPU, name="a")
    formula = model(2, "query_formula").QueryFormula(formula="a / 1000000000")
    asked = model(2, "timeseries_formula_request_attributes").TimeseriesFormulaRequestAttributes(
        formulas=[formula],
        _from=AGO * 1000,
        to=NOW * 1000,
        queries=model(2, "timeseries_formula_request_queries").TimeseriesFormulaRequestQueries([series]),
    )
    kind = model(2, "timeseries_formula_request_type").TimeseriesFormulaRequestType.TIMESERIES_REQUEST
    request = model(2, "timeseries_formula_request").TimeseriesFormulaRequest(asked, kind)
    body = model(2, "timeseries_formula_query_request").TimeseriesFormulaQueryRequest(data=request)
    call("metrics.timeseries", lambda: newer.query_timeseries_data(body))
    scalar = model(2, "metrics_scalar_query").MetricsScalarQuery(
        aggregator=model(2, "metrics_aggregator").MetricsAggregator.AVG, data_source=source, query=CPU, name="a"
    )
    asked = model(2, "scalar_formula_request_attributes").ScalarFormulaRequestAttributes(
        formulas=[formula],
        _from=AGO * 1000,
        to=NOW * 1000,
        queries=model(2, "scalar_formula_request_queries").ScalarFormulaRequestQueries([scalar]),
    )
    kind = model(2, "scalar_formula_request_type").ScalarFormulaRequestType.SCALAR_REQUEST
    request = model(2, "scalar_formula_request").ScalarFormulaRequest(attributes=asked, type=kind)
    body = model(2, "scalar_formula_query_request").ScalarFormulaQueryRequest(data=request)
    call("metrics.scalar", lambda: newer.query_scalar_data(body))
    point = model(2, "metric_point").MetricPoint(timestamp=NOW, value=1.0)
    sent = model(2, "metric_series").MetricSeries(
        metric="client.called", type=model(2, "metric_intake_type").MetricIntakeType.GAUGE, points=[point]
    )
    call(
        "metrics.updateMetadata",
        lambda: api.update_metric_metadata(
            "kubernetes.cpu.usage.total", model(1, "metric_metadata").MetricMetadata(description="called")
        ),
    )
    call("metrics.submit", lambda: newer.submit_metrics(model(2, "metric_payload").MetricPayload(series=[sent])))
    older = model(1, "series").Series(metric="client.called", points=[model(1, "point").Point([NOW, 2.0])])
    call("metrics.olderSubmit", lambda: api.submit_metrics(model(1, "metrics_payload").MetricsPayload([older])))
    points = model(1, "distribution_point").DistributionPoint([float(NOW), [1.0, 2.0]])
    distribution = model(1, "distribution_points_series").DistributionPointsSeries(metric="client.times", points=[points])
    payload = model(1, "distribution_points_payload").DistributionPointsPayload([distribution])
    call("metrics.distribution", lambda: api.submit_distribution_points(payload))
    tag_configurations(call, newer)


def tag_configurations(call, api):
    name, kind = "client.called", model(2, "metric_tag_configuration_type").MetricTagConfigurationType.MANAGE_TAGS
    attributes = model(2, "metric_tag_configuration_create_attributes").MetricTagConfigurationCreateAttributes(
        metric_type=model(2, "metric_tag_configuration_metric_types").MetricTagConfigurationMetricTypes.GAUGE,
        tags=["team"],
    )
    data = model(2, "metric_tag_configuration_create_data").MetricTagConfigurationCreateData(
        attributes=attributes, id=name, type=kind
    )
    body = model(2, "metric_tag_configuration_create_request").MetricTagConfigurationCreateRequest(data=data)
    call("tagConfigurations.create", lambda: api.create_tag_configuration(name, body))
    change = model(2, "metric_tag_configuration_update_data").MetricTagConfigurationUpdateData(
        id=name,
        type=kind,
        attributes=model(2, "metric_tag_configuration_update_attributes").MetricTagConfigurationUpdateAttributes(
            tags=["team", "env"]
        ),
    )
    request = model(2, "metric_tag_configuration_update_request").MetricTagConfigurationUpdateRequest(data=change)
    call("tagConfigurations.update", lambda: api.update_tag_configuration(name, request))
    call("tagConfigurations.get", lambda: api.list_tag_configuration_by_name(name))
    call("tagConfigurations.delete", lambda: api.delete_tag_configuration(name) or "")


def logs(call, client):
    api, older = logs_v2.LogsApi(client), logs_v1.LogsApi(client)
    start, end = (datetime.fromtimestamp(at, timezone.utc) for at in (AGO, NOW))
    wanted = model(2, "logs_list_request").LogsListRequest(
        filter=model(2, "logs_query_filter").LogsQueryFilter(query="*", _from=start.isoformat(), to=end.isoformat()),
        page=model(2, "logs_list_request_page").LogsListRequestPage(limit=5),
    )
    call("logs.search", lambda: api.list_logs(body=wanted))
    call("logs.list", lambda: api.list_logs_get(filter_query="*", filter_from=start, filter_to=end, page_limit=5))
    compute = model(2, "logs_compute").LogsCompute(
        aggregation=model(2, "logs_aggregation_function").LogsAggregationFunction.COUNT,
        type=model(2, "logs_compute_type").LogsComputeType.TOTAL,
    )
    by = model(2, "logs_group_by").LogsGroupBy(facet="service")
    counted = model(2, "logs_aggregate_request").LogsAggregateRequest(
        compute=[compute], filter=wanted.filter, group_by=[by]
    )
    call("logs.aggregate", lambda: api.aggregate_logs(counted))
    time_range = model(1, "logs_list_request_time").LogsListRequestTime(_from=start, to=end)
    call(
        "logs.olderList",
        lambda: older.list_logs(model(1, "logs_list_request").LogsListRequest(query="*", time=time_range, limit=5)),
    )
    item = model(2, "http_log_item").HTTPLogItem(message="called", service="client", ddsource="client")
    call("logs.submit", lambda: api.submit_log(model(2, "http_log").HTTPLog([item])) or "")
    call("logs.indexes", lambda: logs_indexes_api.LogsIndexesApi(client).list_log_indexes())
    pipelines(call, logs_pipelines_api.LogsPipelinesApi(client))
    log_metrics(call, logs_metrics_api.LogsMetricsApi(client))


def pipelines(call, api):
    wanted = model(1, "logs_pipeline").LogsPipeline(
        name=NAME, filter=model(1, "logs_filter").LogsFilter(query="service:client"), is_enabled=True
    )
    made = call("pipelines.create", lambda: api.create_logs_pipeline(wanted))
    call("pipelines.list", lambda: api.list_logs_pipelines())
    order = call("pipelines.order", lambda: api.get_logs_pipeline_order())
    if order:
        turned = model(1, "logs_pipelines_order").LogsPipelinesOrder(pipeline_ids=list(reversed(order.pipeline_ids)))
        call("pipelines.reorder", lambda: api.update_logs_pipeline_order(turned))
        call("pipelines.reorderBack", lambda: api.update_logs_pipeline_order(order))
    if made:
        call("pipelines.get", lambda: api.get_logs_pipeline(made.id))
        call("pipelines.update", lambda: api.update_logs_pipeline(made.id, wanted))
        call("pipelines.delete", lambda: api.delete_logs_pipeline(made.id) or "")


def log_metrics(call, api):
    name, kind = "client.lines", model(2, "logs_metric_type").LogsMetricType.LOGS_METRICS
    attributes = model(2, "logs_metric_create_attributes").LogsMetricCreateAttributes(
        compute=model(2, "logs_metric_compute").LogsMetricCompute(
            aggregation_type=model(2, "logs_metric_compute_aggregation_type").LogsMetricComputeAggregationType.COUNT
        )
    )
    data = model(2, "logs_metric_create_data").LogsMetricCreateData(attributes=attributes, id=name, type=kind)
    body = model(2, "logs_metric_create_request").LogsMetricCreateRequest(data=data)
    call("logMetrics.create", lambda: api.create_logs_metric(body))
    call("logMetrics.list", lambda: api.list_logs_metrics())
    call("logMetrics.get", lambda: api.get_logs_metric(name))
    change = model(2, "logs_metric_update_data").LogsMetricUpdateData(
        type=kind,
        attributes=model(2, "logs_metric_update_attributes").LogsMetricUpdateAttributes(
            filter=model(2, "logs_metric_filter").LogsMetricFilter(query="service:client")
        ),
    )
    request = model(2, "logs_metric_update_request").LogsMetricUpdateRequest(data=change)
    call("logMetrics.update", lambda: api.update_logs_metric(name, request))
    call("logMetrics.delete", lambda: api.delete_logs_metric(name) or "")


def events(call, client):
    older, api = events_v1.EventsApi(client), events_v2.EventsApi(client)
    wanted = model(1, "event_create_request").EventCreateRequest(title=NAME, text="called", tags=["team:client"])
    call("events.create", lambda: older.create_event(wanted))
    listed = call("events.olderList", lambda: older.list_events(AGO, NOW + 60))
    if listed and listed.events:
        call("events.get", lambda: older.get_event(listed.events[0].id))
    call("events.list", lambda: api.list_events(filter_query="*", page_limit=5))
    asked = model(2, "events_list_request").EventsListRequest(
        filter=model(2, "events_query_filter").EventsQueryFilter(query="source:kubernetes", _from="now-30m", to="now"),
        page=model(2, "events_request_page").EventsRequestPage(limit=5),
    )
    call("events.search", lambda: api.search_events(body=asked))


def objectives(call, api):
    listed = call("slos.list", lambda: api.list_slos())
    call("slos.search", lambda: api.search_slo())
    if listed and listed.data:
        first = listed.data[0].id
        call("slos.get", lambda: api.get_slo(first))
        call("slos.history", lambda: api.get_slo_history(first, AGO, NOW))
        call("slos.checkCanDelete", lambda: api.check_can_delete_slo(first))
    query = model(1, "service_level_objective_query").ServiceLevelObjectiveQuery(
        numerator="sum:client.called{*}.as_count()", denominator="sum:client.never{*}.as_count()"
    )
    kind = model(1, "slo_type").SLOType.METRIC
    timeframe = model(1, "slo_timeframe").SLOTimeframe.SEVEN_DAYS
    thresholds = [model(1, "slo_threshold").SLOThreshold(target=99.0, timeframe=timeframe)]
    wanted = model(1, "service_level_objective_request").ServiceLevelObjectiveRequest(
        name=NAME, type=kind, query=query, thresholds=thresholds
    )
    made = call("slos.create", lambda: api.create_slo(wanted))
    if made:
        own = made.data[0].id
        changed = model(1, "service_level_objective").ServiceLevelObjective(
            name=f"{NAME}, changed", type=kind, query=query, thresholds=thresholds
        )
        call("slos.update", lambda: api.update_slo(own, changed))
        call("slos.historyOfNothing", lambda: api.get_slo_history(own, AGO, NOW))
        call("slos.corrections", lambda: api.get_slo_corrections(own))
        call("slos.delete", lambda: api.delete_slo(own))


def dashboards(call, api):
    listed = call("dashboards.list", lambda: api.list_dashboards())
    if listed and listed.dashboards:
        call("dashboards.get", lambda: api.get_dashboard(listed.dashboards[0].id))
    note = model(1, "note_widget_definition").NoteWidgetDefinition(
        content="called", type=model(1, "note_widget_definition_type").NoteWidgetDefinitionType.NOTE
    )
    wanted = model(1, "dashboard").Dashboard(
        title=NAME,
        layout_type=model(1, "dashboard_layout_type").DashboardLayoutType.ORDERED,
        widgets=[model(1, "widget").Widget(definition=note)],
    )
    made = call("dashboards.create", lambda: api.create_dashboard(wanted))
    if made:
        call("dashboards.update", lambda: api.update_dashboard(made.id, wanted))
        call("dashboards.delete", lambda: api.delete_dashboard(made.id))


def incidents(call, api):
    attributes = model(2, "incident_create_attributes").IncidentCreateAttributes(title=NAME, customer_impacted=False)
    kind = model(2, "incident_type").IncidentType.INCIDENTS
    data = model(2, "incident_create_data").IncidentCreateData(attributes=attributes, type=kind)
    made = call("incidents.create", lambda: api.create_incident(model(2, "incident_create_request").IncidentCreateRequest(data)))
    call("incidents.list", lambda: api.list_incidents())
    call("incidents.search", lambda: api.search_incidents(query="state:active"))
    if made:
        call("incidents.get", lambda: api.get_incident(made.data.id))
        change = model(2, "incident_update_data").IncidentUpdateData(
            id=made.data.id,
            type=kind,
            attributes=model(2, "incident_update_attributes").IncidentUpdateAttributes(title=f"{NAME}, changed"),
        )
        request = model(2, "incident_update_request").IncidentUpdateRequest(data=change)
        call("incidents.update", lambda: api.update_incident(made.data.id, request))
        call("incidents.delete", lambda: api.delete_incident(made.data.id) or "")


def main():
    call = Caller()
    with ApiClient(configuration()) as client:
        told(client)
        call("validate", lambda: authentication_api.AuthenticationApi(client).validate())
        api = monitors_api.MonitorsApi(client)
        made = monitors(call, api)
        if made:
            downtimes(call, downtimes_api.DowntimesApi(client), made.id)
            call("monitors.delete", lambda: api.delete_monitor(made.id))
        metrics(call, client)
        logs(call, client)
        events(call, client)
        objectives(call, service_level_objectives_api.ServiceLevelObjectivesApi(client))
        dashboards(call, dashboards_api.DashboardsApi(client))
        lists = dashboard_lists_api.DashboardListsApi(client)
        call("dashboards.lists", lambda: lists.list_dashboard_lists())
        hosts = hosts_api.HostsApi(client)
        listed = call("hosts.list", lambda: hosts.list_hosts())
        call("hosts.totals", lambda: hosts.get_host_totals())
        call("hosts.tags", lambda: tags_api.TagsApi(client).list_host_tags())
        if listed and listed.host_list:
            name = listed.host_list[0].name
            call("hosts.tagsOfOne", lambda: tags_api.TagsApi(client).get_host_tags(name))
        call("containers.list", lambda: containers_api.ContainersApi(client).list_containers())
        incidents(call, incidents_api.IncidentsApi(client))
    sys.exit(1 if call.failed else 0)


main()
