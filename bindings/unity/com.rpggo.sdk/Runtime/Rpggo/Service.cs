namespace Rpggo
{
    /// <summary>Which service a client talks to.</summary>
    public enum Service
    {
        /// <summary>RPGGO V2: games with chapters, goals, endings and pictures.</summary>
        Rpggo = 0,

        /// <summary>Persona chat: a state machine with a score. The key may be absent; one that begins
        /// with "pk_" selects the form of its SDK, which streams.</summary>
        Persona = 1,

        /// <summary>Aurora: characters who speak token by token. Ids are whole numbers in
        /// decimal.</summary>
        Aurora = 2,

        /// <summary>Every server with OpenAI's chat completions (llama.cpp, Ollama, LM Studio, vLLM,
        /// clouds): the base URL is required and ends before "/chat/completions"; the character's id
        /// is the model; the turns of each session are kept in the client.</summary>
        Openai = 3
    }
}
