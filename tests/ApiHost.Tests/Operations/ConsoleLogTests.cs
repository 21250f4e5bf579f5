using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XelaConnect.ServiceDefaults;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Operations;

public sealed class ConsoleLogTests
{
    [Theory]
    [InlineData("XelaConnect.Requests", LogLevel.Information)]
    [InlineData("Polly", LogLevel.Warning)]
    [InlineData("System.Net.Http.HttpClient.IIdentityProvider.LogicalHandler", LogLevel.Warning)]
    [InlineData("System.Net.Http.HttpClient.IIdentityProvider.ClientHandler", LogLevel.Warning)]
    [InlineData("Orleans.Runtime.Catalog", LogLevel.Warning)]
    [InlineData("Microsoft.AspNetCore.Routing", LogLevel.Warning)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Warning)]
    public void Category_is_logged_from_its_default_level(string category, LogLevel least)
    {
        var log = Log(category);
        log.IsEnabled(least).ShouldBeTrue();
        log.IsEnabled(least - 1).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Polly", "Polly")]
    [InlineData("System.Net.Http.HttpClient", "System.Net.Http.HttpClient.IIdentityProvider.ClientHandler")]
    public void Log_level_setting_overrides_the_default(string key, string category) =>
        Log(category, ($"Logging:LogLevel:{key}", "Debug")).IsEnabled(LogLevel.Debug).ShouldBeTrue();

    private static ILogger Log(string category, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddConsoleLog();
        return builder.Build().Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
    }
}
