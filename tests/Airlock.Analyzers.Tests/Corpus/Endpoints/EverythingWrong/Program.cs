using System.ClientModel;
using Azure.AI.OpenAI;
using EverythingWrong;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient());
builder.Services.AddScoped<Concierge>();
builder.Services.AddSignalR(options => options.EnableDetailedErrors = true); // Noncompliant {{AIR3004}}
builder.Services.AddControllers();
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod())); // Noncompliant {{AIR3005}}

var app = builder.Build();
app.UseDeveloperExceptionPage(); // Noncompliant {{AIR3004}}
app.UseCors();
app.MapPost("/concierge", async (Wish wish, Concierge concierge) => // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}} {{AIR3007}}
{
    try
    {
        return Results.Ok(await concierge.FulfilAsync(wish));
    }
    catch (Exception ex)
    {
        return Results.Problem(ex.ToString()); // Noncompliant {{AIR3004}}
    }
});
app.MapPost("/concierge/guest", (Wish wish, Concierge concierge) => concierge.FulfilAsync(wish)).AllowAnonymous(); // Noncompliant {{AIR3002}} {{AIR3003}} {{AIR3006}} {{AIR3007}}
app.MapHub<ConciergeHub>("/concierge/live"); // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}}
app.MapControllers();
app.Run();
