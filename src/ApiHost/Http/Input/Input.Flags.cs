using System.Text.Json;

namespace XelaConnect.ApiHost.Http;

internal sealed partial class Input
{
    /// <summary>A yes or no that must be there: JSON's true and false, and nothing that only looks like them.</summary>
    public bool Flag(string field)
    {
        if (!TryGet(field, out var value)) Refuse(field, Required);
        else if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Refuse(field, "must be true or false");
        return value.ValueKind == JsonValueKind.True;
    }
}
