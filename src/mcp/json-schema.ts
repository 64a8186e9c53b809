import * as z from 'zod/v4';

/**
 * A schema as JSON Schema 2020-12, without what MCP and OpenAPI 3.1 take for granted: the dialect, the bounds of a safe
 * integer, that names are texts. Members beyond those named are left open, because a later version may answer more.
 */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema: made }) => {
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      delete made.propertyNames;
      if (JSON.stringify(made.additionalProperties) === '{}') delete made.additionalProperties;
    },
  });
  return json;
}
