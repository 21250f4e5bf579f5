namespace XelaConnect.CrisisDetection.Tests;

public sealed class CrisisMarkerTests
{
    [Theory]
    [InlineData("[[care]]", "", true)]
    [InlineData("I hear you. [[CARE]] and more", "I hear you. ", true)]
    [InlineData("[[car[[care]]", "[[car", true)]
    [InlineData("I hear you.", "I hear you.", false)]
    [InlineData("a list [[1]] and [[care", "a list [[1]] and [[care", false)]
    public void Mark_is_found_and_removed_for_every_chunk_size(string reply, string shown, bool isFound)
    {
        for (var size = 1; size <= reply.Length; size++)
        {
            var marker = new CrisisMarker();
            var text = string.Concat(reply.Chunk(size).Select(chunk => marker.Append(new string(chunk))));
            (text + marker.Complete(), marker.IsFound).ShouldBe((shown, isFound));
        }
    }
}
