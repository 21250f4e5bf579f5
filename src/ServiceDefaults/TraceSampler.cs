namespace XelaConnect.ServiceDefaults;

/// <summary>
/// Samples a share of the requests and hub invocations; only they start a trace. Orleans does not pass on that a
/// request was not sampled, so its grain calls look like roots; those are dropped.
/// </summary>
internal sealed class TraceSampler : Sampler
{
    /// <summary>Of ASP.NET Core's spans of requests and hub invocations.</summary>
    private const string Incoming = "Microsoft.AspNetCore.";
    private readonly TraceIdRatioBasedSampler share;

    private TraceSampler(double ratio) => share = new TraceIdRatioBasedSampler(ratio);

    /// <summary>A span whose parent was sampled is sampled too, except at 0, which turns traces off.</summary>
    public static Sampler Of(double ratio) =>
        ratio == 0 ? new AlwaysOffSampler() : new ParentBasedSampler(new TraceSampler(ratio));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.StartsWith(Incoming, StringComparison.Ordinal)
            ? share.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
