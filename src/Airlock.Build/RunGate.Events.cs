using Airlock.Core;
using Airlock.Core.Events.Delivery;
using Airlock.Shared.Policy;

namespace Airlock.Build;

/// <content>What goes to the collectors that the policy names. It happens after everything was reported, so that nobody waits for it to see a finding.</content>
public sealed partial class RunGate
{
    private void SendPendingEvents(GateResult result)
    {
        if (result.PendingEvents is not { } pending)
        {
            return;
        }

        foreach (var problem in EventDelivery.Send(pending, Environment.GetEnvironmentVariable, _cancellation.Token))
        {
            var message = $"Airlock: {problem}";
            switch (pending.OnFailure)
            {
                case EventFailure.Block:
                    Log.LogError(null, "AIR9004", null, HelpLink("AIR9004"), ProjectFile, 0, 0, 0, 0, "{0}", message);
                    break;
                case EventFailure.Warn:
                    Log.LogWarning(null, "AIR9004", null, HelpLink("AIR9004"), ProjectFile, 0, 0, 0, 0, "{0}", message);
                    break;
                default:
                    Log.LogMessage(Microsoft.Build.Framework.MessageImportance.High, message);
                    break;
            }
        }
    }
}
