using System.Text.Json;

namespace XelaConnect.Architecture.Tests;

/// <summary>
/// The <c>runtimeconfig.json</c> of both processes. The build ignores a misspelled property of a project file, so the effect is tested.
/// </summary>
public sealed class RuntimeSettingsTests
{
    private const string ServerCollector = "System.GC.Server";
    private const string ConcurrentCollector = "System.GC.Concurrent";
    private const string AdaptiveHeaps = "System.GC.DynamicAdaptationMode";

    [Fact]
    public void Silo_runs_the_adaptive_server_collector()
    {
        var settings = SettingsOf(Tree.Silo);

        settings[ServerCollector].GetBoolean().ShouldBeTrue();
        // Both are on by default.
        if (settings.TryGetValue(AdaptiveHeaps, out var mode)) mode.GetInt32().ShouldBe(1);
        if (settings.TryGetValue(ConcurrentCollector, out var concurrent)) concurrent.GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Api_host_runs_the_concurrent_workstation_collector()
    {
        var settings = SettingsOf(Tree.ApiHost);

        settings[ServerCollector].GetBoolean().ShouldBeFalse();
        if (settings.TryGetValue(ConcurrentCollector, out var concurrent)) concurrent.GetBoolean().ShouldBeTrue();
    }

    private static Dictionary<string, JsonElement> SettingsOf(string assembly)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{assembly}.runtimeconfig.json")));
        return file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.Clone(), StringComparer.Ordinal);
    }
}
