namespace XelaConnect.ApiHost.Http;

/// <summary>Repeats the first answer of a POST that carries an <c>Idempotency-Key</c> (contract §0, "retries").</summary>
internal static class Idempotency
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";
}
