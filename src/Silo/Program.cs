using XelaConnect.ServiceDefaults;

namespace XelaConnect.Silo;

internal static class Program
{
    private static Task<int> Main(string[] args) => Startup.RunAsync(() => SiloHost.Build(args));
}
