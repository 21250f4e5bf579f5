using Microsoft.Extensions.Configuration;
using Shouldly;
using XelaConnect.ApiHost.Tests.EndToEnd;
using XelaConnect.Operations;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Operations;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Nothing_is_exported_without_a_collector()
    {
        Read().ShouldBe(new TelemetrySettings(false, 1));
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "")).Exported.ShouldBeFalse();
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")).Exported.ShouldBeTrue();
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.05", 0.05)]
    [InlineData("1", 1)]
    public void Ratio_is_read(string text, double ratio) => Read(("Xela:Telemetry:TraceRatio", text)).TraceRatio.ShouldBe(ratio);

    [Theory]
    [InlineData("Xela:Telemetry:TraceRatio", "1.01")]
    [InlineData("Xela:Telemetry:TraceRatio", "-0.1")]
    [InlineData("Xela:Telemetry:TraceRatio", "half")]
    [InlineData("Xela:Telemetry:TraceRatio", "NaN")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://collector")]
    public void Wrong_setting_is_one_sentence_that_names_the_key(string key, string value)
    {
        var message = Should.Throw<SettingException>(() => Read((key, value))).Message;
        message.ShouldStartWith(key);
        message.ShouldContain($"\"{value}\"");
        message.ShouldEndWith(".");
    }

    [Fact]
    public async Task Host_with_a_wrong_ratio_ends_with_exit_code_1_and_the_sentence()
    {
        var directory = Directory.CreateTempSubdirectory("xela-e2e-");
        var heard = new LastLines();
        var host = DotnetProcess.Start("XelaConnect.ApiHost.dll", directory.FullName, "http://127.0.0.1:0", [
            new("Xela__DataDirectory", directory.FullName), new("Xela__Telemetry__TraceRatio", "2")], heard.Add);
        (await host.EndedAsync().WaitAsync(Until.Patience)).ShouldBe(1);
        heard.ToString().ShouldBe("Xela:Telemetry:TraceRatio must be a number from 0 to 1 such as 0.7, not \"2\".");
        directory.Delete(recursive: true);
    }

    private static TelemetrySettings Read(params (string Key, string? Value)[] settings) =>
        TelemetrySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build());
}
