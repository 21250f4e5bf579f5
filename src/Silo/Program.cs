using XelaConnect.ServiceDefaults;

namespace XelaConnect.Silo;

/// <summary>The silo process.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => Startup.RunAsync(() => SiloHost.Build(args));
}
