using XelaConnect.Silo.Storage;

namespace XelaConnect.Silo.Hosting;

internal static partial class XelaSilo
{
    /// <summary>The grains of an embedded host. There is nobody else, so no ports.</summary>
    public static ISiloBuilder UseXelaEmbedded(this ISiloBuilder silo, SiloSettings settings)
    {
        _ = settings.Postgres is { } postgres ? silo.UsePostgresStorage(postgres) : silo.UseSqliteStorage(settings.DataDirectory);
        return silo.UseXela(settings);
    }
}
