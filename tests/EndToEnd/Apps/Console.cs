// Nothing but the runtime.
Console.WriteLine("done");
