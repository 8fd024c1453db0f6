import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { loadArea } from '#areas/load.ts';
import type { Area } from '#src/domain/area.ts';
import { type Deployment, deploymentOf } from './deployment.ts';
import { IntakeStack, stackName } from './intake-stack.ts';

/** A CloudFormation template as far as readers need to know one. */
export interface Template {
  Metadata?: Record<string, unknown>;
  Parameters?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Description?: string }>;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
}

/** The stack alone in an app that bundles no code, for those who only read the template. */
export function templateApp(
  area: Area,
  deployment: Deployment = deploymentOf(projectContext()['deployments'], area.id),
): { app: App; stack: IntakeStack; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'victim-referral-intake-synth-'));
  const app = new App({
    outdir: folder,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    context: { ...projectContext(), 'aws:cdk:bundling-stacks': [] },
  });
  return { app, stack: new IntakeStack(app, stackName(area.id), { area, deployment }), folder };
}

/** What the command line reads from cdk.json, so that both make the same template. */
function projectContext(): Record<string, unknown> {
  const file = readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8');
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(file)).context;
}

/** The area's template, made in this process without bundling any function's code. */
export function synthTemplate(areaId: string, deployment?: Deployment): Template {
  const { app, stack, folder } = templateApp(loadArea(areaId), deployment);
  try {
    return app.synth().getStackArtifact(stack.artifactId).template as Template;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
