using System.Text.Json;

namespace XelaConnect.Architecture.Tests;

/// <summary>
/// What the build writes into the <c>runtimeconfig.json</c> of both processes, which lie beside these tests. A property of a project file
/// that is misspelled is ignored without a word, so the effect is tested and not the spelling.
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
        // Absent means on for both.
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
