using OpenTelemetry.Trace;

namespace XelaConnect.ServiceDefaults;

/// <summary>
/// Samples a share of the requests and hub invocations; only they start a trace. Orleans does not pass on that a
/// request was not sampled, so each of its grain calls looks like the root of a trace. Those, and calls from timers of
/// grains, are dropped.
/// </summary>
internal sealed class TraceSampler : Sampler
{
    /// <summary>Prefix of the names of ASP.NET Core's spans of requests and hub invocations.</summary>
    private const string Incoming = "Microsoft.AspNetCore.";

    private readonly TraceIdRatioBasedSampler share;

    private TraceSampler(double ratio) => share = new TraceIdRatioBasedSampler(ratio);

    /// <summary>
    /// The sampler of a ratio. A span whose parent was sampled is sampled too, except at 0, which turns traces off.
    /// </summary>
    public static Sampler Of(double ratio) => ratio == 0 ? new AlwaysOffSampler() : new ParentBasedSampler(new TraceSampler(ratio));

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.StartsWith(Incoming, StringComparison.Ordinal)
            ? share.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
