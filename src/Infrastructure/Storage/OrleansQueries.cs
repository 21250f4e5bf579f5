namespace XelaConnect.Infrastructure.Storage;

/// <summary>Statements where Orleans' ADO.NET providers read them.</summary>
internal static class OrleansQueries
{
    public static string Insert(string key, string text) =>
        $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('{key}', '{text.Replace("'", "''", StringComparison.Ordinal)}') "
        + "ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;";
}
