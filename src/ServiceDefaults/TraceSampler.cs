using OpenTelemetry.Trace;

namespace XelaConnect.ServiceDefaults;

/// <summary>
/// Samples a share of the requests and hub invocations; only they begin a trace. Orleans does not tell a grain that the request was not
/// sampled, so each of its grain calls looks like the root of a new trace. Those, and the calls that grains make on timers, are dropped.
/// </summary>
internal sealed class TraceSampler : Sampler
{
    /// <summary>The start of the names that ASP.NET Core gives to the spans of requests and hub invocations.</summary>
    private const string Incoming = "Microsoft.AspNetCore.";

    private readonly TraceIdRatioBasedSampler share;

    private TraceSampler(double ratio) => share = new TraceIdRatioBasedSampler(ratio);

    /// <summary>The sampler of a ratio. A span whose parent was sampled is sampled too, except at 0, which turns traces off.</summary>
    public static Sampler Of(double ratio) => ratio == 0 ? new AlwaysOffSampler() : new ParentBasedSampler(new TraceSampler(ratio));

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.StartsWith(Incoming, StringComparison.Ordinal)
            ? share.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
