using System.Diagnostics.Metrics;

namespace XelaConnect.Grains.Companion;

/// <summary>Of crisis responses there is a count and nothing else.</summary>
internal sealed class CompanionMetrics
{
    private readonly Counter<long> replies;
    private readonly Counter<long> crisisResponses;
    private readonly Counter<long> failures;
    private readonly Counter<long> refusedCalls;
    private readonly Histogram<double> firstChunk;
    private readonly UpDownCounter<long> running;

    public CompanionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("XelaConnect.Companion");
        replies = meter.CreateCounter<long>("xela.companion.answers", "{answer}", "Replies stored, by source.");
        crisisResponses = meter.CreateCounter<long>("xela.companion.care", "{answer}", "Crisis responses.");
        failures = meter.CreateCounter<long>(
            "xela.companion.model_failures", "{failure}", "Model calls that failed or ended early.");
        refusedCalls = meter.CreateCounter<long>("xela.companion.model_calls_refused", "{call}",
            "Model calls not made because the day's ceiling was reached, by ceiling.");
        firstChunk = meter.CreateHistogram<double>(
            "xela.companion.first_piece", "s", "From the model call to the first chunk that may be shown.");
        running = meter.CreateUpDownCounter<long>("xela.companion.running", "{answer}", "Replies in progress.");
    }

    public void Replied(string source)
    {
        replies.Add(1, new KeyValuePair<string, object?>("source", source));
        if (source is ReplySources.Crisis) crisisResponses.Add(1);
    }

    public void CallRefused(string ceiling) =>
        refusedCalls.Add(1, new KeyValuePair<string, object?>("ceiling", ceiling));

    public void CallFailed() => failures.Add(1);
    public void FirstChunk(TimeSpan after) => firstChunk.Record(after.TotalSeconds);
    public void Began() => running.Add(1);
    public void Ended() => running.Add(-1);
}
