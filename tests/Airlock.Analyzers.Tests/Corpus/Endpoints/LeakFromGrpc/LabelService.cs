using Grpc.Core;

namespace LeakFromGrpc;

public class LabelRequest
{
    public string Text { get; set; } = "";
}

public class LabelReply
{
    public string Label { get; set; } = "";
}

/// <summary>In the shape of what the Grpc.Tools generate.</summary>
public static class Labels
{
    [BindServiceMethod(typeof(Labels), nameof(BindService))]
    public abstract class LabelsBase
    {
        public virtual Task<LabelReply> Label(LabelRequest request, ServerCallContext context) => throw new RpcException(new Status(StatusCode.Unimplemented, ""));

        public virtual Task<LabelReply> Relabel(LabelRequest request, ServerCallContext context) => throw new RpcException(new Status(StatusCode.Unimplemented, ""));
    }

    public static void BindService(ServiceBinderBase binder, LabelsBase? service)
    {
    }
}

public class LabelService(IChatClient chat, ILogger<LabelService> logger) : Labels.LabelsBase
{
    public override async Task<LabelReply> Label(LabelRequest request, ServerCallContext context)
    {
        try
        {
            return new LabelReply { Label = (await chat.GetResponseAsync($"A label for {request.Text}")).Text };
        }
        catch (Exception ex)
        {
            throw new RpcException(new Status(StatusCode.Internal, ex.Message)); // Noncompliant {{AIR3004}}
        }
    }

    public override async Task<LabelReply> Relabel(LabelRequest request, ServerCallContext context)
    {
        try
        {
            return new LabelReply { Label = (await chat.GetResponseAsync($"Another label for {request.Text}")).Text };
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "No label");
            throw new RpcException(new Status(StatusCode.Internal, "No label could be found.")); // Compliant: says nothing of the reason
        }
    }
}
