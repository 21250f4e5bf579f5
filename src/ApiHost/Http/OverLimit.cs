namespace XelaConnect.ApiHost.Http;

/// <summary>Marks an endpoint that decides itself what to do for a person who sends too many: what may not wait is answered all the same.</summary>
internal sealed class AnswersOverLimit
{
    /// <summary>The mark.</summary>
    public static readonly AnswersOverLimit Instance = new();
}

/// <summary>The caller of this request sends too many; put on the request by <see cref="Gate"/> for endpoints that are marked.</summary>
/// <param name="RetryAfterSeconds">When to come back.</param>
internal sealed record OverLimit(int RetryAfterSeconds);

/// <summary>
/// Marks an endpoint whose operation is named by the caller and the key alone, and whose grain compares what is asked: so the answer may be a stream, which
/// cannot be kept to be given again, and the same request as JSON is still the same operation.
/// </summary>
internal sealed class OneOperationPerKey
{
    /// <summary>The mark.</summary>
    public static readonly OneOperationPerKey Instance = new();
}
