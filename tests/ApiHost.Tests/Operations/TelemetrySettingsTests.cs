using Microsoft.Extensions.Configuration;
using XelaConnect.ServiceDefaults;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Operations;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Telemetry_without_collector_exports_nothing()
    {
        Read().ShouldBe(new TelemetrySettings(false, 1));
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "")).Exported.ShouldBeFalse();
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")).Exported.ShouldBeTrue();
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.05", 0.05)]
    [InlineData("1", 1)]
    public void Trace_ratio_is_read(string text, double ratio) => Read(("Xela:Telemetry:TraceRatio", text)).TraceRatio.ShouldBe(ratio);

    [Theory]
    [InlineData("Xela:Telemetry:TraceRatio", "1.01")]
    [InlineData("Xela:Telemetry:TraceRatio", "-0.1")]
    [InlineData("Xela:Telemetry:TraceRatio", "half")]
    [InlineData("Xela:Telemetry:TraceRatio", "NaN")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://collector")]
    public void Invalid_setting_is_one_sentence_naming_the_key(string key, string value)
    {
        var message = Should.Throw<SettingException>(() => Read((key, value))).Message;
        message.ShouldStartWith(key);
        message.ShouldContain($"\"{value}\"");
        message.ShouldEndWith(".");
    }

    private static TelemetrySettings Read(params (string Key, string? Value)[] settings) =>
        TelemetrySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build());
}
