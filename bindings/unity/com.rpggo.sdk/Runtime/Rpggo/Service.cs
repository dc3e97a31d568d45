namespace Rpggo
{
    /// <summary>The service a client uses.</summary>
    public enum Service
    {
        /// <summary>RPGGO V2: games with chapters, goals, endings and images.</summary>
        Rpggo = 0,

        /// <summary>Persona chat: a state machine with a score. The key is optional; one that begins with
        /// "pk_" selects the SDK form of the API, which streams.</summary>
        Persona = 1,

        /// <summary>Aurora: characters that stream token by token. Ids are decimal integers.</summary>
        Aurora = 2,

        /// <summary>Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM,
        /// cloud services): the base URL is required and ends before "/chat/completions"; the character's
        /// id is the model; the client keeps the turns of each session.</summary>
        Openai = 3
    }
}
