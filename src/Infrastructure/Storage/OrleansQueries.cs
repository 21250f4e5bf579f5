namespace XelaConnect.Infrastructure.Storage;

/// <summary>Stores statements where Orleans' ADO.NET providers read them.</summary>
internal static class OrleansQueries
{
    /// <summary>
    /// SQL that stores <paramref name="text"/> under <paramref name="key"/>, replacing an earlier text.
    /// </summary>
    public static string Insert(string key, string text) =>
        $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('{key}', '{text.Replace("'", "''", StringComparison.Ordinal)}') "
        + "ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;";
}
