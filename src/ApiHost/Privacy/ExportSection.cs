namespace XelaConnect.ApiHost.Privacy;

/// <summary>One field of <see cref="ExportJson"/>: a value, or a list that is read while it is written.</summary>
internal sealed record ExportSection(
    string Name, string Title, bool IsList, Func<JsonSerializerOptions, IAsyncEnumerable<ReadOnlyMemory<byte>>> Items)
{
    public static ExportSection List<T>(string name, string title, Func<IAsyncEnumerable<T>> items) =>
        new(name, title, IsList: true, json => Serialized(items(), json));

    public static ExportSection One<T>(string name, string title, Func<Task<T>> item) =>
        new(name, title, IsList: false, json => Serialized(Single(item), json));

    private static async IAsyncEnumerable<T> Single<T>(Func<Task<T>> item)
    {
        yield return await item();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Serialized<T>(
        IAsyncEnumerable<T> items, JsonSerializerOptions json)
    {
        var type = (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
        await foreach (var item in items) yield return JsonSerializer.SerializeToUtf8Bytes(item, type);
    }
}
