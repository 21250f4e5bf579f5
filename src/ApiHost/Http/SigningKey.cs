using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.ApiHost.Http;

/// <summary>The secret that signs session tokens and seals stored answers. All API hosts of a cluster have the same.</summary>
internal sealed class SigningKey
{
    private const int MinimumBytes = 32;
    private const string FileName = "signing.key";

    /// <summary>A key of at least 32 bytes.</summary>
    public SigningKey(byte[] bytes) => Bytes = bytes;

    /// <summary>The secret. Never logged.</summary>
    public byte[] Bytes { get; }

    /// <summary>From the setting, or, when there is none, from the file in <paramref name="directory"/>, which is made once.</summary>
    public static SigningKey Load(string? setting, string? directory)
    {
        if (!string.IsNullOrEmpty(setting)) return new SigningKey(Parse(setting));
        if (directory is null) throw new SettingException("Xela:Auth:SigningKey must be set in cluster mode, to the same value on every API host.");
        try
        {
            return new SigningKey(ReadOrMake(directory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingException($"Xela:DataDirectory ({directory}) must be a directory this process can write to.");
        }
    }

    private static byte[] Parse(string text)
    {
        // Text that decodes to a key is a key; any other text is taken as it is. The same rule on every host gives the same bytes.
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length) && length >= MinimumBytes) return decoded[..length];
        var raw = Encoding.UTF8.GetBytes(text);
        return raw.Length >= MinimumBytes ? raw : throw new SettingException("Xela:Auth:SigningKey must be at least 32 bytes, as base64 or as text.");
    }

    private static byte[] ReadOrMake(string directory)
    {
        // The directory also holds the journal; it is its owner's alone.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Make(path);
        var bytes = new byte[256];
        var text = File.ReadAllText(path).Trim();
        return text.Length <= bytes.Length && Convert.TryFromBase64String(text, bytes, out var length) && length >= MinimumBytes
            ? bytes[..length]
            : throw new SettingException($"The file {path} in Xela:DataDirectory does not hold a signing key; restore it, or remove it to sign everyone out.");
    }

    private static void Make(string path)
    {
        // Written aside and moved into place, so that a crash never leaves half a key and two starting hosts agree on one.
        var aside = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(aside, options))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinimumBytes))));
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another host was first; its key is the key.
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
