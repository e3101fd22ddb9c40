namespace Northwind.Chat;

public enum Speaker
{
    User,
    Assistant,
}

public class Turn
{
    public Speaker Speaker { get; set; }

    public string Text { get; set; } = "";

    public string Topic { get; set; } = "general";
}

public class Conversation
{
    private readonly List<Turn> _turns = [];

    public string Draft { get; private set; } = "";

    public IReadOnlyList<Turn> Turns => _turns;

    public Turn LastTurn => _turns[^1];

    public void Add(Turn turn) => _turns.Add(turn);

    public void Save(string draft) => Draft = draft;
}
