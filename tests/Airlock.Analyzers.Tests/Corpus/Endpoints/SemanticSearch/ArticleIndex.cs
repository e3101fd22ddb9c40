using System.Numerics.Tensors;

namespace SemanticSearch;

public record Article(string Title, ReadOnlyMemory<float> Vector);

public class ArticleIndex(IEmbeddingGenerator<string, Embedding<float>> embeddings)
{
    private readonly List<Article> _articles = [];

    public IEnumerable<string> Titles => _articles.Select(article => article.Title);

    public async Task<IReadOnlyList<string>> FindAsync(string text)
    {
        var query = await embeddings.GenerateVectorAsync(text);
        return
        [
            .. _articles
                .OrderByDescending(article => TensorPrimitives.CosineSimilarity(article.Vector.Span, query.Span))
                .Take(10)
                .Select(article => article.Title),
        ];
    }
}
