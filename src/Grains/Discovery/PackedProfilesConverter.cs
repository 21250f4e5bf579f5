using System.Text.Json;

namespace XelaConnect.Grains.Discovery;

/// <summary>Writes the leaves into a snapshot, each as base64.</summary>
internal sealed class PackedProfilesConverter : JsonConverter<PackedProfiles>
{
    public override PackedProfiles Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var builder = new PackedProfiles.Builder();
        while (reader.Read() && reader.TokenType == JsonTokenType.String) builder.Add(reader.GetBytesFromBase64());
        return builder.Build();
    }

    public override void Write(Utf8JsonWriter writer, PackedProfiles value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var leaf in value.Leaves()) writer.WriteBase64StringValue(leaf);
        writer.WriteEndArray();
    }
}
