using XelaConnect.ServiceDefaults;

namespace XelaConnect.Silo;

/// <summary>A silo as a process of its own.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => Startup.RunAsync(() => SiloHost.Build(args));
}
