using System.Globalization;
using System.Text.Json;

namespace XelaConnect.ApiHost.Http;

internal sealed partial class Input
{
    /// <summary>
    /// A whole number that must be there. A JSON number in digits only: neither <c>1.0</c> nor <c>1e3</c> nor <c>"5"</c>, since whoever writes an amount in a
    /// roundabout way may not mean what we would read. 0 when it is refused.
    /// </summary>
    public int WholeNumber(string field, int from, int to)
    {
        if (!TryGet(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            Refuse(field, Required);
            return 0;
        }
        if (value.ValueKind == JsonValueKind.Number && int.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to) return number;
        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {from} to {to}, in digits only"));
        return 0;
    }
}
