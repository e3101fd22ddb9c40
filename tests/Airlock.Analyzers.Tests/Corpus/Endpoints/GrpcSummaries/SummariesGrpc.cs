using System.Text.Json;
using Grpc.Core;

namespace GrpcSummaries;

public class SummaryRequest
{
    public string Text { get; set; } = "";
}

public class SummaryReply
{
    public string Text { get; set; } = "";
}

/// <summary>In the shape of what the Grpc.Tools generate.</summary>
public static partial class Summaries
{
    private static readonly Method<SummaryRequest, SummaryReply> SummarizeMethod = new(
        MethodType.Unary, "corpus.Summaries", "Summarize", MarshallerOf<SummaryRequest>(), MarshallerOf<SummaryReply>());

    [BindServiceMethod(typeof(Summaries), "BindService")]
    public abstract partial class SummariesBase
    {
        public virtual Task<SummaryReply> Summarize(SummaryRequest request, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.Unimplemented, ""));
    }

    public static void BindService(ServiceBinderBase serviceBinder, SummariesBase? serviceImpl) =>
        serviceBinder.AddMethod(SummarizeMethod, serviceImpl is null ? null : new UnaryServerMethod<SummaryRequest, SummaryReply>(serviceImpl.Summarize));

    private static Marshaller<T> MarshallerOf<T>() =>
        Marshallers.Create(value => JsonSerializer.SerializeToUtf8Bytes(value), bytes => JsonSerializer.Deserialize<T>(bytes)!);
}
