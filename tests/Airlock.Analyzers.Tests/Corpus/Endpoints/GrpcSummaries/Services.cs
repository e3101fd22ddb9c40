using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace GrpcSummaries;

public class SummaryService(IChatClient chat) : Summaries.SummariesBase
{
    public override async Task<SummaryReply> Summarize(SummaryRequest request, ServerCallContext context)
    {
        var response = await chat.GetResponseAsync($"Summarize: {request.Text}", cancellationToken: context.CancellationToken);
        return new SummaryReply { Text = response.Text };
    }
}

[Authorize]
public class InternalSummaryService(IChatClient chat) : Summaries.SummariesBase
{
    public override async Task<SummaryReply> Summarize(SummaryRequest request, ServerCallContext context) =>
        new() { Text = (await chat.GetResponseAsync($"Summarize for staff: {request.Text}")).Text };
}

public class PartnerSummaryService(IChatClient chat) : Summaries.SummariesBase
{
    public override async Task<SummaryReply> Summarize(SummaryRequest request, ServerCallContext context) =>
        new() { Text = (await chat.GetResponseAsync($"Summarize for partners: {request.Text}")).Text };
}

public class KeyedSummaryService(IChatClient chat, IConfiguration configuration) : Summaries.SummariesBase
{
    public override async Task<SummaryReply> Summarize(SummaryRequest request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("x-api-key") != configuration["Grpc:Key"])
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "A key is needed."));
        }

        return new SummaryReply { Text = (await chat.GetResponseAsync($"Summarize: {request.Text}")).Text };
    }
}
