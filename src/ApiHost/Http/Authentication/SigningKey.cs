using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// A secret that signs session tokens and seals stored answers. All API hosts of a cluster have the same. While it is being replaced, the previous one
/// (<c>Xela:Auth:PreviousSigningKey</c>) still verifies and opens what it signed and sealed, so that nobody is signed out.
/// </summary>
internal sealed partial class SigningKey
{
    private const int MinimumBytes = 32;
    private const string FileName = "signing.key";

    /// <summary>A key of at least 32 bytes.</summary>
    public SigningKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 8, info: "signing key id"u8.ToArray()));
    }

    /// <summary>The secret. Never logged.</summary>
    public byte[] Bytes { get; }

    /// <summary>Names the key in the tokens it signs (<c>kid</c>), and tells nothing about it.</summary>
    public string Id { get; }

    /// <summary>The key that was used before, or null.</summary>
    public static SigningKey? LoadPrevious(string? setting) => string.IsNullOrEmpty(setting) ? null : new SigningKey(Parse("Xela:Auth:PreviousSigningKey", setting));

    /// <summary>From the setting, or, when there is none, from the file in <paramref name="directory"/>, which is made once.</summary>
    public static SigningKey Load(string? setting, string? directory)
    {
        if (!string.IsNullOrEmpty(setting)) return new SigningKey(Parse("Xela:Auth:SigningKey", setting));
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

    private static byte[] Parse(string key, string text)
    {
        // Text that decodes to a key is a key; any other text is taken as it is. The same rule on every host gives the same bytes.
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length) && length >= MinimumBytes) return decoded[..length];
        var raw = Encoding.UTF8.GetBytes(text);
        return raw.Length >= MinimumBytes ? raw : throw new SettingException($"{key} must be at least 32 bytes, as base64 or as text.");
    }

    private static byte[] ReadOrMake(string directory)
    {
        // The directory also holds the journal; it is its owner's alone.
        PrivateFiles.MakeDirectory(directory);
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Make(path);
        var bytes = new byte[256];
        var text = File.ReadAllText(path).Trim();
        return text.Length <= bytes.Length && Convert.TryFromBase64String(text, bytes, out var length) && length >= MinimumBytes
            ? bytes[..length]
            : throw new SettingException($"The file {path} in Xela:DataDirectory does not hold a signing key; restore it, or remove it to sign everyone out.");
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);

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
            // File.Move replaces a file that appears at the last moment; a link does not.
            if (OperatingSystem.IsWindows()) File.Move(aside, path, overwrite: false);
            else if (Link(aside, path) != 0 && !File.Exists(path)) File.Move(aside, path, overwrite: false);
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
