using XelaConnect.Operations;
using XelaConnect.Silo.Hosting;

return await Startup.RunAsync(() => SiloHost.Build(args));
