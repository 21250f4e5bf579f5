using System.Buffers.Text;
using System.Numerics;

namespace XelaConnect.ApiHost.Privacy;

/// <summary>
/// Signs receipts by ES256, with a key that is derived from the signing key, so that all API hosts have the same. A
/// receipt that was saved stays checkable as long as somebody keeps the public key that was shown with it.
/// </summary>
internal sealed class ReceiptSigner : IDisposable
{
    private static readonly BigInteger Order = new(
        Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        isUnsigned: true, isBigEndian: true);

    private static readonly JsonTypeInfo<ReceiptContentJson> Content =
        XelaJson.Shape<ReceiptContentJson>(PrivacyJson.Default);

    private readonly ECDsa key;
    private readonly string header;

    public ReceiptSigner(HttpSettings settings)
    {
        key = KeyOf(settings.SigningKey);
        var own = PublicOf(key);
        var previous = settings.PreviousSigningKey is { } before ? KeyOf(before) : null;
        Keys = new ReceiptKeysJson(previous is null ? [own] : [own, PublicOf(previous)]);
        previous?.Dispose();
        header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"{{own.Kid}}"}"""));
    }

    /// <summary>Those of the present and the previous signing key.</summary>
    public ReceiptKeysJson Keys { get; }

    public ReceiptJson Sign(ReceiptContentJson receipt)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(receipt, Content);
        var signed = $"{header}.{Base64Url.EncodeToString(content)}";
        byte[] signature;
        lock (key) signature = key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256);
        return new ReceiptJson(receipt, $"{signed}.{Base64Url.EncodeToString(signature)}");
    }

    public void Dispose() => key.Dispose();

    /// <summary>Half as many bytes again as the order has, so that the remainder is even.</summary>
    private static ECDsa KeyOf(SigningKey secret)
    {
        var bytes = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Bytes, 48, info: "receipts"u8.ToArray());
        var number = (new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var d = new byte[32];
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(d, d.Length - digits.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
    }

    private static ReceiptKeyJson PublicOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        // The thumbprint of RFC 7638.
        var kid = SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""));
        return new ReceiptKeyJson("EC", "P-256", x, y, "ES256", "sig", Base64Url.EncodeToString(kid));
    }
}
