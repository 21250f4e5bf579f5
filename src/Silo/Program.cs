using XelaConnect.ServiceDefaults;
using XelaConnect.Silo;

return await Startup.RunAsync(() => SiloHost.Build(args));
