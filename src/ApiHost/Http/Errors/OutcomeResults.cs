namespace XelaConnect.ApiHost.Http;

/// <summary>Turns what grains say into answers.</summary>
internal static class OutcomeResults
{
    /// <summary>The refusal, in the one error shape of contract §0.</summary>
    public static IResult Refuse(Fault fault) => new Refusal(fault);

    /// <summary>Whatever <paramref name="ok"/> makes of the value, or the refusal.</summary>
    public static IResult Of<T>(Outcome<T> outcome, Func<T, IResult> ok) => outcome.IsOk ? ok(outcome.Value) : Refuse(outcome.Fault);

    /// <summary>400 that names one field.</summary>
    public static IResult Invalid(string field, string why) => new Refusal(HttpFaults.Invalid(field, why));

    /// <summary>400 that names every field at fault, each with its reasons.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) => new Refusal(HttpFaults.Invalid(errors), errors);

    private sealed class Refusal(Fault fault, IReadOnlyDictionary<string, string[]>? errors = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => FaultResponses.WriteAsync(httpContext, FaultResponses.StatusOf(fault.Kind), fault, errors);
    }
}
