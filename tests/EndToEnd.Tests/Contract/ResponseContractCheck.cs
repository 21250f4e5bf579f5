using System.Runtime.CompilerServices;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>Compares every answer of every end-to-end test with the published document.</summary>
internal static class ResponseContractCheck
{
#pragma warning disable CA2255 // Set for this assembly alone: other tests that use callers do not compare replies with the document.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Install() => Caller.Answered = CheckAsync;

    private static async Task CheckAsync(HttpRequestMessage request, Reply reply)
    {
        var document = await ApiDocument.GetAsync();
        var enveloped = request.Headers.TryGetValues(Envelope.Header, out var wanted) && wanted.Contains("true");
        document.Check(
            request.Method.Method, request.RequestUri!.AbsolutePath, enveloped, (int)reply.Status,
            reply.Headers.GetValueOrDefault("Content-Type"), reply.Headers.ContainsKey("Content-Encoding") ? [] : reply.Bytes);
    }
}
