using Microsoft.AspNetCore.Http;
using XelaConnect.ApiHost.Http;
using XelaConnect.Circles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class QueryInputTests
{
    private static readonly TextRule Category = TextRule.OneOf(CircleCategories.All);

    [Fact]
    public void Absent_or_empty_query_value_is_null()
    {
        foreach (var query in (QueryInput[])[Of(""), Of("?category=&q=&cursor=&after_seq=&limit="), Of("?category&q=%20")])
        {
            query.OptionalText("category", Category).ShouldBeNull();
            query.OptionalText("q", new TextRule(Limits.SearchWords)).ShouldBeNull();
            query.Page().ShouldBe((null, 20));
            query.Seq("after_seq").ShouldBeNull();
            query.Refusal.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("category=Gardening", "category")]
    [InlineData("category=wellness", "category")]
    [InlineData("q=%00", "q")]
    [InlineData("cursor=%C3%A9", "cursor")]
    [InlineData("after_seq=-1", "after_seq")]
    [InlineData("after_seq=1.5", "after_seq")]
    [InlineData("after_seq=9223372036854775808", "after_seq")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=-5", "limit")]
    public void Invalid_query_value_is_rejected_by_name(string text, string field)
    {
        var query = Of($"?{text}");
        query.OptionalText("category", Category);
        query.OptionalText("q", new TextRule(Limits.SearchWords));
        query.Page();
        query.Seq("after_seq");
        query.Refusal.ShouldNotBeNull();
        query.Errors.ByField.Keys.ShouldBe([field]);
    }

    [Fact]
    public void Valid_query_value_is_read()
    {
        var query = Of("?category=Wellness&q=%20calm%20&cursor=abc_-=&after_seq=9223372036854775807&limit=100");
        query.OptionalText("category", Category).ShouldBe("Wellness");
        query.OptionalText("q", new TextRule(Limits.SearchWords)).ShouldBe("calm");
        query.Page().ShouldBe(("abc_-=", 100));
        query.Seq("after_seq").ShouldBe(long.MaxValue);
        query.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Default_limit_is_that_of_the_list()
    {
        Of("").Page(otherwise: 100).ShouldBe((null, 100));
        Of("?limit=7").Page(otherwise: 100).ShouldBe((null, 7));
        Of("").History(otherwise: 100).ShouldBe((null, null, 100));
    }

    private static QueryInput Of(string queryString)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(queryString);
        return new QueryInput(http.Request.Query);
    }
}
