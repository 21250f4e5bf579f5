using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Operations;

/// <summary>A few lines for whoever started the host: where it is, where its docs, its metrics and its data are.</summary>
internal static class Banner
{
    /// <summary>Prints them once the host listens.</summary>
    public static void PrintOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var settings = app.Services.GetRequiredService<HttpSettings>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = (addresses.FirstOrDefault() ?? "").Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/');
        Console.WriteLine($"XelaConnect  {address}");
        if (OperationsEndpoints.HasDocs(app.Services)) Console.WriteLine($"API docs     {address}/docs");
        if (app.Services.GetRequiredService<MetricsListener>().Address is { } metrics) Console.WriteLine($"Metrics      {metrics}/metrics");
        Console.WriteLine($"Data         {(settings.Postgres is null ? settings.DataDirectory : settings.Embedded ? "PostgreSQL" : "in the cluster")}");
    });
}
