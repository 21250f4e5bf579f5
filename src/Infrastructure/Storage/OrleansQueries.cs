namespace XelaConnect.Infrastructure.Storage;

/// <summary>Puts a statement where Orleans' ADO.NET providers look for it.</summary>
internal static class OrleansQueries
{
    /// <summary>SQL that stores <paramref name="text"/> under <paramref name="key"/>, over whatever was there.</summary>
    public static string Insert(string key, string text) =>
        $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('{key}', '{text.Replace("'", "''", StringComparison.Ordinal)}') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;";
}
