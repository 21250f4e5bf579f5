using System.Text;

namespace XelaConnect.Operations;

/// <summary><c>/metrics</c> (contract §3, "Operations").</summary>
internal static class Metrics
{
    /// <summary>Registers it.</summary>
    public static void AddMetricsListener(this IServiceCollection services)
    {
        services.AddSingleton<MetricsListener>();
        services.AddHostedService(static provider => provider.GetRequiredService<MetricsListener>());
    }

    /// <summary>Maps it.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", AnswerAsync).ExcludeFromDescription();

    /// <summary>Everything measured, as text.</summary>
    private static async Task AnswerAsync(HttpContext http, MetricsListener metrics)
    {
        var bytes = Encoding.UTF8.GetBytes(metrics.Scrape());
        http.Response.ContentType = PrometheusText.ContentType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
