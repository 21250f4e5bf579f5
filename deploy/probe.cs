// The health check of the container images, which have no shell and no curl: ends with 0 when the address answers 200.
#:property PublishAot=false
#:property UseAppHost=false
#:property AssemblyName=probe

using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
try
{
    using var answer = await http.GetAsync(new Uri(args[0]));
    return answer.IsSuccessStatusCode ? 0 : 1;
}
catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
{
    return 1;
}
