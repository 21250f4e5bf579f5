using Microsoft.Extensions.Options;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Operations;

try
{
    // Settings lie beside the program, wherever it is started from; the data directory is relative to where that is.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddXelaHttp();

    var app = builder.Build();
    app.UseXelaHttp();
    app.MapOperations();
    app.PrintOnStart();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is SettingException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
