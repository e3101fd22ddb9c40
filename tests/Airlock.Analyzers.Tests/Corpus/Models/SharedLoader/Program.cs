using SharedLoader;

var factory = new SessionFactory();
using var intent = factory.Open("models/intent.onnx");
using var ranking = factory.Open("models/ranking.onnx");
using var pinned = new PinnedFactory("/srv").Open("intent.onnx");
Console.WriteLine(new LazyModel("models/intent.onnx").Session.InputNames.Count);
