namespace Contoso.Sales;

public interface IQueryWriter
{
    Task<string> WriteAsync(string question);
}

public interface ICaptionWriter
{
    Task<string> WriteAsync(string question);
}
