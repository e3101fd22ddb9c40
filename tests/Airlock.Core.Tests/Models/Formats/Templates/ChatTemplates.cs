namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Chat templates as the families of models have them, with everything that their authors use of Jinja, in words of our own.</summary>
internal static class ChatTemplates
{
    public static TheoryData<string, string> All => new()
    {
        {
            "ChatML",
            """
            {%- for message in messages -%}
                {%- if loop.first and messages[0]['role'] != 'system' -%}
                    {{- '<|im_start|>system\nBe helpful.<|im_end|>\n' -}}
                {%- endif -%}
                {{- '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '<|im_start|>assistant\n' -}}{%- endif -%}
            """
        },
        {
            "Llama 3",
            """
            {{- bos_token }}
            {%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}
            {%- if not tools_in_user_message is defined %}{%- set tools_in_user_message = true %}{%- endif %}
            {%- if not date_string is defined %}
                {%- if strftime_now is defined %}{%- set date_string = strftime_now("%d %b %Y") %}{%- else %}{%- set date_string = "26 Jul 2024" %}{%- endif %}
            {%- endif %}
            {%- if messages[0]['role'] == 'system' %}
                {%- set system_message = messages[0]['content']|trim %}
                {%- set messages = messages[1:] %}
            {%- else %}{%- set system_message = "" %}{%- endif %}
            {{- "<|start_header_id|>system<|end_header_id|>\n\n" }}
            {%- if builtin_tools is defined or tools is not none %}{{- "Environment: ipython\n" }}{%- endif %}
            {%- if builtin_tools is defined %}{{- "Tools: " + builtin_tools | reject('equalto', 'code_interpreter') | join(", ") + "\n\n" }}{%- endif %}
            {{- "Today Date: " + date_string + "\n\n" }}
            {%- for t in tools %}{{- t | tojson(indent=4) }}{{- "\n\n" }}{%- endfor %}
            {{- system_message }}{{- "<|eot_id|>" }}
            {%- for message in messages %}
                {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
                    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] | trim + '<|eot_id|>' }}
                {%- elif 'tool_calls' in message %}
                    {%- if not message.tool_calls|length == 1 %}{{- raise_exception("One call at a time!") }}{%- endif %}
                    {%- set tool_call = message.tool_calls[0].function %}
                    {%- if builtin_tools is defined and tool_call.name in builtin_tools %}
                        {{- "<|python_tag|>" + tool_call.name + ".call(" }}
                        {%- for arg_name, arg_val in tool_call.arguments | items %}
                            {{- arg_name + '="' + arg_val + '"' }}{%- if not loop.last %}{{- ", " }}{%- endif %}
                        {%- endfor %}{{- ")" }}
                    {%- else %}
                        {{- '{"name": "' + tool_call.name + '", ' }}{{- '"parameters": ' }}{{- tool_call.arguments | tojson }}{{- "}" }}
                    {%- endif %}
                {%- elif message.content is mapping or message.content is iterable %}{{- message.content | tojson }}{%- endif %}
            {%- endfor %}
            """
        },
        {
            "Mistral",
            """
            {%- set loop_messages = messages[1:] if messages[0]["role"] == "system" else messages %}
            {%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
            {%- set ns = namespace(index=0) %}
            {%- for message in loop_messages %}
                {%- if not (message.role == "tool" or (message.tool_calls is defined and message.tool_calls is not none)) %}
                    {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
                        {{- raise_exception("Roles must alternate user/assistant/user/assistant/...") }}
                    {%- endif %}
                    {%- set ns.index = ns.index + 1 %}
                {%- endif %}
            {%- endfor %}
            {{- bos_token }}
            {%- for message in loop_messages %}
                {%- if message["role"] == "user" %}
                    {%- if tools is not none and (message == user_messages[-1]) %}
                        {{- "[AVAILABLE_TOOLS] [" }}
                        {%- for tool in tools %}
                            {%- set tool = tool.function %}{{- '{"type": "function", "function": {' }}
                            {%- for key, val in tool.items() if key != "return" %}
                                {%- if val is string %}{{- '"' + key + '": "' + val + '"' }}{%- else %}{{- '"' + key + '": ' + val|tojson }}{%- endif %}
                                {%- if not loop.last %}{{- ", " }}{%- endif %}
                            {%- endfor %}{{- "}}" }}
                        {%- endfor %}{{- "][/AVAILABLE_TOOLS]" }}
                    {%- endif %}
                    {{- "[INST] " + message["content"] + "[/INST]" }}
                {%- elif message.tool_calls is defined %}
                    {%- for tool_call in message.tool_calls %}
                        {%- set out = tool_call.function|tojson %}{{- out[:-1] }}
                        {%- if not tool_call.id is defined or tool_call.id|length != 9 %}{{- raise_exception("Bad id") }}{%- endif %}
                    {%- endfor %}
                {%- else %}{{- " " + message["content"]|trim + eos_token }}{%- endif %}
            {%- endfor %}
            """
        },
        {
            "Gemma",
            """
            {{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}
            {% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Alternate!') }}{% endif %}
            {% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}
            {{ '<start_of_turn>' + role + '\n' + (first_user_prefix if loop.first else "") }}
            {% if message['content'] is iterable and message['content'] is not string %}
            {%- for item in message['content'] -%}{%- if item['type'] == 'image' -%}{{ '<start_of_image>' }}{%- elif item['type'] == 'text' -%}{{ item['text'] | trim }}{%- endif -%}{%- endfor -%}
            {% endif %}{{ '<end_of_turn>\n' }}{% endfor %}
            """
        },
        {
            "Gemma with functions",
            """
            {%- macro format_parameters(properties, required) -%}
                {%- set standard_keys = ['description', 'type', 'properties', 'required', 'nullable'] -%}
                {%- set ns = namespace(found_first=false) -%}
                {%- for key, value in properties | dictsort -%}
                    {%- if key not in standard_keys -%}
                        {%- if ns.found_first %},{% endif -%}{%- set ns.found_first = true -%}
                        {{- key }}:{description:<escape>{{ value['description'] }}<escape>
                        {%- if value['type'] | upper == 'STRING' -%}{%- if value['enum'] -%},enum:{{ value['enum'] | map('tojson') | join(',') }}{%- endif -%}
                        {%- elif value['type'] | upper == 'OBJECT' -%},properties:{ {{- format_parameters(value['properties'], value['required'] | default([])) -}} }
                        {%- endif -%}}
                    {%- endif -%}
                {%- endfor -%}
            {%- endmacro -%}
            {{- format_parameters(tools[0]['function']['parameters']['properties'], []) -}}
            """
        },
        {
            "Qwen tools and thinking",
            """
            {%- if tools %}
                {{- '<|im_start|>system\n' }}{%- if messages[0].role == 'system' %}{{- messages[0].content + '\n\n' }}{%- endif %}
                {{- "# Tools\n\n<tools>" }}{%- for tool in tools %}{{- "\n" }}{{- tool | tojson }}{%- endfor %}
                {{- "\n</tools>\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call><|im_end|>\n" }}
            {%- endif %}
            {%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
            {%- for message in messages[::-1] %}
                {%- set index = (messages|length - 1) - loop.index0 %}
                {%- if ns.multi_step_tool and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
                    {%- set ns.multi_step_tool = false %}{%- set ns.last_query_index = index %}
                {%- endif %}
            {%- endfor %}
            {%- for message in messages %}
                {%- set content = message.content if message.content is string else '' %}
                {%- set reasoning_content = '' %}
                {%- if message.reasoning_content is string %}{%- set reasoning_content = message.reasoning_content %}
                {%- elif '</think>' in content %}
                    {%- set reasoning_content = content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}
                    {%- set content = content.split('</think>')[-1].lstrip('\n') %}
                {%- endif %}
                {%- if loop.last or (not loop.last and reasoning_content) %}{{- '<think>\n' + reasoning_content.strip('\n') + '\n</think>\n\n' }}{%- endif %}
                {%- if (loop.first and content) or (not loop.first) %}{{- '\n' }}{%- endif %}
                {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}{{- '<|im_end|>\n' }}{%- endif %}
                {%- if loop.previtem and loop.previtem.role != 'tool' %}{{- loop.nextitem.role }}{%- endif %}
            {%- endfor %}
            {%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}
            """
        },
        {
            "DeepSeek",
            """
            {% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}
            {% set ns = namespace(is_first=false, is_tool=false, is_output_first=true, system_prompt='', is_first_sp=true) %}
            {%- for message in messages %}{%- if message['role'] == 'system' %}{%- if ns.is_first_sp %}{% set ns.system_prompt = ns.system_prompt + message['content'] %}{% set ns.is_first_sp = false %}{%- else %}{% set ns.system_prompt = ns.system_prompt + '\n\n' + message['content'] %}{%- endif %}{%- endif %}{%- endfor %}
            {{ bos_token }}{{ ns.system_prompt }}
            {%- for message in messages %}
                {%- if message['role'] == 'user' %}{%- set ns.is_tool = false -%}{{ '<｜User｜>' + message['content'] }}{%- endif %}
                {%- if message['role'] == 'assistant' and 'tool_calls' in message %}
                    {%- for tool in message['tool_calls'] %}
                        {{ '<｜tool▁call▁begin｜>' + tool['type'] + '<｜tool▁sep｜>' + tool['function']['name'] + '\n' + '```json' + '\n' + tool['function']['arguments'] + '\n' + '```' + '<｜tool▁call▁end｜>' }}
                    {%- endfor %}
                {%- elif message['role'] == 'assistant' and message['content'] is not none %}
                    {% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}
                    {{ '<｜Assistant｜>' + content + '<｜end▁of▁sentence｜>' }}
                {%- endif %}
            {%- endfor -%}
            """
        },
        {
            "Phi",
            """
            {% for message in messages %}{% if message['role'] == 'system' and 'tools' in message and message['tools'] is not none %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|tool|>' + message['tools'] + '<|/tool|>' + '<|end|>' }}{% else %}{{ '<|' ~ message.role ~ '|>\n' ~ message.content ~ '<|end|>\n' }}{% endif %}{% endfor %}{{ '<|assistant|>\n' if add_generation_prompt else eos_token }}
            """
        },
        {
            "Command-R",
            """"
            {%- macro json_to_python_type(json_spec) -%}
            {%- set basic_type_map = {"string": "str", "number": "float", "integer": "int", "boolean": "bool"} -%}
            {%- if basic_type_map[json_spec.type] is defined %}{{- basic_type_map[json_spec.type] }}
            {%- elif json_spec.type == "array" %}{{- "List[" + json_to_python_type(json_spec.items) + "]" }}
            {%- elif json_spec.type == "object" %}{{- "Dict[str, " + json_to_python_type(json_spec.additionalProperties) + "]" }}
            {%- elif json_spec.type is iterable %}{{- "Union[" }}{%- for t in json_spec.type %}{{- json_to_python_type({"type": t}) }}{%- if not loop.last %}{{- "," }}{%- endif %}{%- endfor %}{{- "]" }}
            {%- else %}{{- "Any" }}{%- endif %}
            {%- endmacro -%}
            {%- macro document_turn(documents) -%}
            {% for doc in documents %}{{ "Document: " ~ loop.index0 }}
            {% for key, value in doc.items() if key.lower() not in ['path', 'file'] %}{{ key ~ ": " ~ value|string }}
            {% endfor %}{% endfor %}
            {%- endmacro -%}
            {%- for tool in tools %}def {{ tool.function.name }}(
            {%- for param_name, param_fields in tool.function.parameters.properties.items() %}
            {{- param_name }}: {% if not param_name in tool.function.parameters.required %}Optional[{{ json_to_python_type(param_fields) }}] = None{% endif %}
            {%- endfor %}) -> List[Dict]:
                {{ '"""' }}{{ tool.function.description | replace("\n", "\n    ") }}{{ '"""' }}
            {%- endfor %}
            {{ document_turn(documents) if documents else '' }}
            {%- if safety_mode is undefined or safety_mode == 'CONTEXTUAL' -%}Careful.{%- endif -%}
            """"
        },
        {
            "Harmony",
            """
            {%- macro render_typescript_type(param_spec, required_params, is_nullable=false) -%}
                {%- if param_spec.type == "array" -%}{{- render_typescript_type(param_spec['items'], required_params) + "[]" }}
                {%- elif param_spec.oneOf -%}{%- for variant in param_spec.oneOf -%}{{- variant.type -}}{%- if variant.default is defined -%}{{ " // default: " + variant.default|tojson }}{%- endif %}{%- endfor %}
                {%- elif param_spec.enum -%}{{- '"' + param_spec.enum|join('" | "') + '"' -}}{%- endif -%}
            {%- endmacro -%}
            {%- macro build_system_message() -%}{{- "Current date: " + strftime_now("%Y-%m-%d") + "\n" }}{%- endmacro -%}
            <|start|>system<|message|>{{ build_system_message() }}<|end|>
            {%- if messages[0].role == "developer" or messages[0].role == "system" %}{%- set developer_message = messages[0].content %}{%- set loop_messages = messages[1:] %}{%- else %}{%- set loop_messages = messages %}{%- endif %}
            {%- set last_tool_call = namespace(name=none) %}
            {%- for message in loop_messages -%}
                {%- if "content" in message and "<|channel|>analysis<|message|>" in message.content %}{{- raise_exception("Separate the thinking.") }}{%- endif %}
                {%- set future = namespace(found=false) %}
                {%- for later in loop_messages[loop.index:] %}{%- if later.role == 'assistant' and "tool_calls" not in later %}{%- set future.found = true %}{%- endif %}{%- endfor %}
                {% generation %}{{- message.content|default('', true) -}}{% endgeneration %}
                {% if message.skip %}{% continue %}{% endif %}{%- break %}
            {%- endfor -%}
            """
        },
    };
}
