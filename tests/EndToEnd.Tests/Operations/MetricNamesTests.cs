using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using XelaConnect.ApiHost.Http;
using XelaConnect.Infrastructure.Streams;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>The names of metrics are a contract with dashboards and alerts.</summary>
[Collection(InProcessHosts.Name)]
public sealed class MetricNamesTests
{
    private static readonly string[] Own =
    [
        "xela_companion_answers_total", "xela_companion_care_total", "xela_companion_first_piece_seconds",
        "xela_companion_model_calls_refused_total", "xela_companion_model_failures_total", "xela_companion_running",
        "xela_http_concurrency_limited_total", "xela_http_rate_limited_total", "xela_kernel_commands_total",
        "xela_kernel_commits_total", "xela_kernel_effects_delivered_total", "xela_kernel_effects_undelivered_total",
        "xela_kernel_events_total", "xela_kernel_failures_total", "xela_kernel_fences_total", "xela_kernel_refusals_total",
        "xela_kernel_snapshots_total", "xela_mail_mails_total", "xela_outbox_dead_letters", "xela_outbox_dead_letters_age_seconds",
        "xela_outbox_messages_died_total", "xela_streams_dropped_total", "xela_wallet_charges_total", "xela_wallet_credits_moved_total",
        "xela_wallet_entries_total",
    ];

    private static readonly string[] Frameworks =
    [
        "dotnet_assembly_count", "dotnet_gc_collections_total", "dotnet_gc_heap_total_allocated_bytes_total",
        "dotnet_gc_last_collection_heap_fragmentation_size_bytes", "dotnet_gc_last_collection_heap_size_bytes",
        "dotnet_gc_last_collection_memory_committed_size_bytes", "dotnet_gc_pause_time_seconds_total",
        "dotnet_jit_compilation_time_seconds_total", "dotnet_jit_compiled_il_size_bytes_total", "dotnet_jit_compiled_methods_total",
        "dotnet_monitor_lock_contentions_total", "dotnet_process_cpu_count", "dotnet_process_cpu_time_seconds_total",
        "dotnet_process_memory_working_set_bytes", "dotnet_thread_pool_queue_length_total", "dotnet_thread_pool_thread_count_total",
        "dotnet_thread_pool_work_item_count_total", "dotnet_timer_count", "http_server_active_requests",
        "http_server_request_duration_seconds", "kestrel_active_connections", "kestrel_connection_duration_seconds",
        "kestrel_queued_connections", "orleans_app_requests_latency_milliseconds", "orleans_catalog_activation_created_total",
        "orleans_catalog_activation_latency_milliseconds", "orleans_catalog_activation_working_set", "orleans_catalog_activations",
        "orleans_consistent_ring_range_percentage_average", "orleans_consistent_ring_range_percentage_local",
        "orleans_consistent_ring_size", "orleans_directory_cache_size", "orleans_directory_lookups_full_issued_total",
        "orleans_directory_lookups_local_issued_total", "orleans_directory_partition_size",
        "orleans_directory_registration_duration_milliseconds", "orleans_directory_registrations_single_act_issued_total",
        "orleans_directory_registrations_total", "orleans_directory_ring_local_portion_average_percentage",
        "orleans_directory_ring_local_portion_distance", "orleans_directory_ring_local_portion_percentage",
        "orleans_directory_ring_size", "orleans_grains", "orleans_messaging_processing_activation_data",
        "orleans_messaging_processing_dispatcher_forwarded_total", "orleans_messaging_processing_dispatcher_processed_total",
        "orleans_messaging_processing_dispatcher_received_total", "orleans_messaging_processing_ima_enqueued_total",
        "orleans_messaging_processing_ima_received_total", "orleans_messaging_received_header_size_bytes_total",
        "orleans_messaging_sent_header_size_bytes_total", "orleans_messaging_sent_local_total",
        "orleans_runtime_available_memory_megabytes", "orleans_runtime_total_physical_memory_megabytes",
        "orleans_streams_persistent_stream_messages_read_total", "orleans_streams_persistent_stream_pubsub_cache_size",
        "orleans_streams_persistent_stream_pulling_agents",
    ];

    [Fact]
    public async Task Metric_names_are_stable()
    {
        await using var host = new InProcessHost();
        var ada = await Person.SignUpAsync(host);
        await ada.PostToCircleAsync(await ada.CreateCircleAsync(), "Hello");
        (await ada.PostAsync("/api/xelatalks/message", new() { ["message"] = "Good evening" })).Should(System.Net.HttpStatusCode.OK);
        // Some of ours count only what goes wrong, so each is made to count here.
        RuntimeHelpers.RunClassConstructor(typeof(RateLimits).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(ConcurrencyLimitMiddleware).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(LiveQueueGrain).TypeHandle);
        using var everyone = new MeterListener { InstrumentPublished = static (instrument, _) => Count(instrument) };
        everyone.Start();

        // A connection counts when it has ended.
        using (var once = new HttpClient()) await once.GetAsync(new Uri(host.Address, "/health/live"));

        var metrics = "";
        HashSet<string> names = [];
        await Until.TrueAsync(
            async () =>
            {
                metrics = (await ((IApiServer)host).Anonymous.GetAsync("/metrics")).Text;
                names = [.. Regex.Matches(metrics, "^# TYPE ([^ ]+)", RegexOptions.Multiline).Select(static line => line.Groups[1].Value)];
                return names.IsSupersetOf([.. Own, .. Frameworks]);
            },
            () => $"Missing: {string.Join(' ', Own.Concat(Frameworks).Except(names))}",
            TimeSpan.FromSeconds(30));
        names.Where(static name => name.StartsWith("xela_", StringComparison.Ordinal)).Except(Own).ShouldBeEmpty();
        metrics.ShouldContain("xela_kernel_commits_total{journal=\"circles.circle\"} ");
        metrics.ShouldNotContain("otel_scope_name");
    }

    private static void Count(Instrument instrument)
    {
        if (!instrument.Name.StartsWith("xela.", StringComparison.Ordinal)) return;
        if (instrument is Counter<long> counter) counter.Add(1);
        if (instrument is UpDownCounter<long> level) level.Add(1);
        if (instrument is Histogram<double> distribution) distribution.Record(1);
    }
}
