using System.Data;
using System.Linq.Dynamic.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace ProductSearch.Documents;

public class Product
{
    public string Name { get; set; } = "";

    public decimal Price { get; set; }
}

/// <summary>A shop search in which a model turns questions into filters.</summary>
public class ProductSearch(IChatClient chat, IMongoCollection<Product> products, IMongoDatabase database)
{
    public async Task<List<Product>> SearchAsync(string question)
    {
        var filter = await chat.GetResponseAsync($"Write the MongoDB filter for: {question}");
        return await products.Find(BsonDocument.Parse(filter.Text)).ToListAsync(); // Noncompliant {{AIR1015}}
    }

    public async Task<List<Product>> SearchByNameAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Which product? {question}");
        return await products.Find(Builders<Product>.Filter.Eq(product => product.Name, name.Text)).ToListAsync(); // Compliant: a value
    }

    public async Task<List<Product>> SearchByTextAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Which product? {question}");
        FilterDefinition<Product> filter = "{ Name: '" + name.Text + "' }"; // Noncompliant {{AIR1015}}
        return await products.Find(filter).ToListAsync();
    }

    public async Task<List<Product>> SearchByExpressionAsync(string question)
    {
        var name = (await chat.GetResponseAsync($"Which product? {question}")).Text;
        return await products.Find(product => product.Name == name).ToListAsync(); // Compliant: an expression with a value
    }

    public async Task<BsonDocument> CommandAsync(string wish)
    {
        var command = await chat.GetResponseAsync($"Write the MongoDB command for: {wish}");
        return await database.RunCommandAsync<BsonDocument>(command.Text); // Noncompliant {{AIR1015}}
    }

    public async Task<BsonDocument> StatisticsAsync(string wish)
    {
        var choice = await chat.GetResponseAsync($"Answer 'ping' or 'dbStats': {wish}");
        var command = choice.Text == "ping" ? "{ ping: 1 }" : "{ dbStats: 1 }";
        return await database.RunCommandAsync<BsonDocument>(command); // Compliant: one of two constants
    }
}

public class ProductList(IChatClient chat, IQueryable<Product> products)
{
    public async Task<List<Product>> FilterAsync(string question)
    {
        var predicate = await chat.GetResponseAsync($"Write a LINQ predicate for: {question}");
        return products.Where(predicate.Text).ToList(); // Noncompliant {{AIR1015}}
    }

    public async Task<List<Product>> FilterWithValueAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Which product? {question}");
        return products.Where("Name == @0", name.Text).ToList(); // Compliant: a value of a constant predicate
    }

    public async Task<List<Product>> SortAsync(string question)
    {
        var order = await chat.GetResponseAsync($"Write the order of: {question}");
        return products.OrderBy(order.Text + " descending").ToList(); // Noncompliant {{AIR1015}}
    }

    public async Task<List<Product>> SortByKnownAsync(string question)
    {
        var order = await chat.GetResponseAsync($"Answer Name or Price: {question}");
        if (order.Text is not ("Name" or "Price"))
        {
            return products.ToList();
        }

        return products.OrderBy(order.Text).ToList(); // Compliant: one of two members
    }
}

public class TableFilter(IChatClient chat, DataTable products)
{
    public async Task<DataRow[]> FilterAsync(string wish)
    {
        var expression = await chat.GetResponseAsync($"Write a DataTable filter expression for: {wish}");
        return products.Select(expression.Text); // Noncompliant {{AIR1015}}
    }

    public async Task<DataRow[]> FilterByYearAsync(string wish)
    {
        var year = await chat.GetResponseAsync<int>($"Which year? {wish}");
        return products.Select($"Year = {year.Result}"); // Compliant: a number
    }

    public async Task<object> TotalAsync(string wish)
    {
        var expression = await chat.GetResponseAsync($"Write a DataTable aggregate for: {wish}");
        return products.Compute(expression.Text, ""); // Noncompliant {{AIR1015}}
    }

    public async Task<object> TotalOfColumnAsync(string wish)
    {
        var column = await chat.GetResponseAsync($"Which column? {wish}");
        if (column.Text is not ("Price" or "Cost"))
        {
            return 0;
        }

        return products.Compute($"SUM({column.Text})", ""); // Compliant: one of two columns
    }
}
