using XelaConnect.ApiHost.Http;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddXelaHttp();
var app = builder.Build();
app.UseXelaHttp();
app.Run();
